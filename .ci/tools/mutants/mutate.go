package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A mutant is a change of the code that the tests should notice.
type mutant struct {
	id     int // from 1
	pos    token.Position
	change string
}

func (m mutant) String() string { return fmt.Sprintf("%s: %s", m.pos, m.change) }

// opposite is what stands in a mutant for an operator.
var opposite = map[token.Token]token.Token{
	token.EQL: token.NEQ, token.NEQ: token.EQL,
	token.LSS: token.GEQ, token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR,
	token.LAND: token.LOR, token.LOR: token.LAND,
	token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL, token.REM: token.MUL,
	token.BREAK: token.CONTINUE, token.CONTINUE: token.BREAK,
}

// boundary is the operator that differs where both sides are equal.
var boundary = map[token.Token]token.Token{
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
}

// assigned is the operator of an assignment such as +=.
var assigned = map[token.Token]token.Token{
	token.ADD_ASSIGN: token.ADD, token.SUB_ASSIGN: token.SUB, token.MUL_ASSIGN: token.MUL,
	token.QUO_ASSIGN: token.QUO, token.REM_ASSIGN: token.REM,
	token.INC: token.ADD, token.DEC: token.SUB,
}

var names = map[token.Token]string{
	token.LSS: "mutantLSS", token.LEQ: "mutantLEQ", token.GTR: "mutantGTR", token.GEQ: "mutantGEQ",
	token.ADD: "mutantADD", token.SUB: "mutantSUB", token.MUL: "mutantMUL", token.QUO: "mutantQUO", token.REM: "mutantREM",
}

// A mutator writes the mutants of a file into its source, all at once, each behind a switch.
// Nothing is said twice and no line moves: a < b becomes mutantLSS(1, 2, a, b), which is
// a < b as long as neither mutant 1 (a <= b) nor mutant 2 (a >= b) is switched on.
type mutator struct {
	fset    *token.FileSet
	info    *types.Info
	src     []byte
	edits   []edit
	mutants []mutant
	next    int // the id of the next mutant
}

// mutate returns the source of a file with all its mutants.
func (m *mutator) mutate(file *ast.File) []byte {
	var parents []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			parents = parents[:len(parents)-1]
			return true
		}
		m.visit(n, parents)
		parents = append(parents, n)
		return true
	})
	return apply(m.src, m.edits)
}

func (m *mutator) visit(n ast.Node, parents []ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		m.binary(n)
	case *ast.UnaryExpr:
		m.unary(n)
	case *ast.IfStmt:
		m.condition(n.Cond)
	case *ast.ForStmt:
		m.condition(n.Cond)
	case *ast.CaseClause:
		if s, ok := parents[len(parents)-2].(*ast.SwitchStmt); ok && s.Tag == nil {
			for _, e := range n.List {
				m.condition(e)
			}
		}
	case *ast.BranchStmt:
		m.branch(n, parents)
	case *ast.IncDecStmt:
		m.assign(n.X, n.Tok, n.TokPos, nil)
	case *ast.AssignStmt:
		m.assign(n.Lhs[0], n.Tok, n.TokPos, n.Rhs[0])
	}
}

func (m *mutator) binary(n *ast.BinaryExpr) {
	op := n.Op
	switch {
	case m.info.Types[n].Value != nil: // a constant, known to the compiler
	case op == token.EQL || op == token.NEQ:
		id := m.add(n.OpPos, op, opposite[op])
		m.wrap(n, fmt.Sprintf("(mutantOn(%d) != (", id), "))")
	case boundary[op] != 0:
		equal, negated := m.add(n.OpPos, op, boundary[op]), m.add(n.OpPos, op, opposite[op])
		m.wrap(n, fmt.Sprintf("%s(%d, %d, ", names[op], equal, negated), ")")
		m.replace(n.OpPos, op, ",")
	case op == token.LAND || op == token.LOR: // De Morgan: the other operator, all sides negated
		if !m.isBool(n) {
			return
		}
		id := m.add(n.OpPos, op, opposite[op])
		m.wrap(n, fmt.Sprintf("(mutantOn(%d) != ((mutantOn(%d) != (", id, id), "))))")
		m.replace(n.OpPos, op, fmt.Sprintf(")) %s (mutantOn(%d) != (", op, id))
	case names[op] != "" && m.isNumber(n):
		id := m.add(n.OpPos, op, opposite[op])
		m.wrap(n, fmt.Sprintf("%s(%d, ", names[op], id), ")")
		m.replace(n.OpPos, op, ",")
	}
}

func (m *mutator) unary(n *ast.UnaryExpr) {
	switch {
	case m.info.Types[n].Value != nil:
	case n.Op == token.NOT && m.isBool(n) && !isComparison(n.X):
		id := m.addChange(n.OpPos, "! is gone")
		m.wrap(n, fmt.Sprintf("(mutantOn(%d) != (", id), "))")
	case n.Op == token.SUB && m.isNumber(n):
		id := m.addChange(n.OpPos, "- is gone")
		m.wrap(n, fmt.Sprintf("mutantNegative(%d, ", id), ")")
		m.replace(n.OpPos, n.Op, "")
	}
}

// condition writes the opposite of a condition that has no operator, such as a call.
func (m *mutator) condition(e ast.Expr) {
	if e == nil || m.info.Types[e].Value != nil || !m.isBool(e) {
		return
	}
	switch ast.Unparen(e).(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr:
		return
	}
	id := m.addChange(e.Pos(), "the condition is negated")
	m.wrap(e, fmt.Sprintf("(mutantOn(%d) != (", id), "))")
}

// branch writes continue for break, where that stands in a loop, and the other way round.
func (m *mutator) branch(n *ast.BranchStmt, parents []ast.Node) {
	if n.Label != nil || opposite[n.Tok] == 0 || !hasOpposite(n, parents) {
		return
	}
	id := m.add(n.TokPos, n.Tok, opposite[n.Tok])
	m.insert(n.Pos(), fmt.Sprintf("if mutantOn(%d) { %s }; ", id, opposite[n.Tok]))
}

// hasOpposite says that break may stand for continue, or continue for break. After a loop
// that has no end nothing need follow, and a break would not compile.
func hasOpposite(n *ast.BranchStmt, parents []ast.Node) bool {
	for _, p := range slices.Backward(parents) {
		switch p := p.(type) {
		case *ast.ForStmt:
			return n.Tok == token.BREAK || p.Cond != nil
		case *ast.RangeStmt:
			return true
		case *ast.FuncDecl, *ast.FuncLit:
			return false
		}
	}
	return false
}

// assign writes the mutant of x op= y, or of x++ where y is nil. As x then stands there
// twice, it leaves out what has to be calculated to know x.
func (m *mutator) assign(x ast.Expr, tok token.Token, pos token.Pos, y ast.Expr) {
	op, ok := assigned[tok]
	if !ok || !m.isNumber(x) || isCalculated(x) {
		return
	}
	id := m.add(pos, op, opposite[op])
	again := m.src[m.offset(x.Pos()):m.offset(x.End())]
	text := fmt.Sprintf("= %s(%d, %s, ", names[op], id, again)
	if y == nil {
		m.replace(pos, tok, text+"1)")
		return
	}
	m.replace(pos, tok, text)
	m.closing(y.End(), ")")
}

func isCalculated(x ast.Expr) (found bool) {
	ast.Inspect(x, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.CallExpr, *ast.BinaryExpr, *ast.UnaryExpr:
			found = true
		}
		return !found
	})
	return found
}

// isComparison says that the opposite of x is a mutant of x itself.
func isComparison(x ast.Expr) bool {
	b, ok := ast.Unparen(x).(*ast.BinaryExpr)
	return ok && (b.Op == token.EQL || b.Op == token.NEQ || boundary[b.Op] != 0)
}

func (m *mutator) isBool(e ast.Expr) bool {
	t, ok := types.Unalias(m.info.TypeOf(e)).(*types.Basic)
	return ok && t.Info()&types.IsBoolean != 0
}

func (m *mutator) isNumber(e ast.Expr) bool {
	t, ok := m.info.TypeOf(e).Underlying().(*types.Basic)
	return ok && t.Info()&(types.IsInteger|types.IsFloat) != 0
}

func (m *mutator) add(pos token.Pos, from, to token.Token) int {
	return m.addChange(pos, fmt.Sprintf("%s becomes %s", from, to))
}

func (m *mutator) addChange(pos token.Pos, change string) int {
	m.mutants = append(m.mutants, mutant{m.next, m.fset.Position(pos), change})
	m.next++
	return m.next - 1
}

// An edit replaces a part of a source, or inserts where the part is empty.
type edit struct {
	from, to int
	text     string
	closes   bool
}

func (m *mutator) wrap(n ast.Node, before, after string) {
	m.insert(n.Pos(), before)
	m.closing(n.End(), after)
}

func (m *mutator) insert(pos token.Pos, text string) {
	m.edits = append(m.edits, edit{m.offset(pos), m.offset(pos), text, false})
}

func (m *mutator) closing(pos token.Pos, text string) {
	m.edits = append(m.edits, edit{m.offset(pos), m.offset(pos), text, true})
}

func (m *mutator) replace(pos token.Pos, tok token.Token, text string) {
	m.edits = append(m.edits, edit{m.offset(pos), m.offset(pos) + len(tok.String()), text, false})
}

func (m *mutator) offset(pos token.Pos) int { return m.fset.Position(pos).Offset }

// apply makes edits that were found from the outer to the inner parts: at one place first
// what closes, the inner first, then what opens, the outer first, then what is replaced.
func apply(src []byte, edits []edit) []byte {
	opening := make([]edit, 0, len(edits))
	for _, e := range slices.Backward(edits) {
		if e.closes {
			opening = append(opening, e)
		}
	}
	for _, e := range edits {
		if !e.closes {
			opening = append(opening, e)
		}
	}
	slices.SortStableFunc(opening, func(a, b edit) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	var b strings.Builder
	done := 0
	for _, e := range opening {
		b.Write(src[done:e.from])
		b.WriteString(e.text)
		done = e.to
	}
	b.Write(src[done:])
	return []byte(b.String())
}
