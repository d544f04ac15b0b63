package curriculum

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"strconv"
)

// calculate works out a formula of numbers, + - * / and sqrt(…), in floating
// point: 1/2 is 0.5.
func calculate(formula string) (float64, error) {
	const longest = 200
	if len(formula) > longest {
		return 0, fmt.Errorf("it is longer than %d characters", longest)
	}
	tree, err := parser.ParseExpr(formula)
	if err != nil {
		return 0, errors.New("it is not a formula")
	}
	value, err := evaluate(tree)
	if err == nil && (math.IsInf(value, 0) || math.IsNaN(value)) {
		return 0, errors.New("it divides by zero, or takes the root of a negative number")
	}
	return value, err
}

func evaluate(tree ast.Expr) (float64, error) {
	switch e := tree.(type) {
	case *ast.BasicLit:
		if e.Kind == token.INT || e.Kind == token.FLOAT {
			return strconv.ParseFloat(e.Value, 64)
		}
	case *ast.ParenExpr:
		return evaluate(e.X)
	case *ast.UnaryExpr:
		x, err := evaluate(e.X)
		if e.Op == token.SUB {
			return -x, err
		}
	case *ast.CallExpr:
		if name, ok := e.Fun.(*ast.Ident); ok && name.Name == "sqrt" && len(e.Args) == 1 {
			x, err := evaluate(e.Args[0])
			return math.Sqrt(x), err
		}
	case *ast.BinaryExpr:
		return evaluateTwo(e)
	}
	return 0, errors.New("it has something other than numbers, + - * / and sqrt")
}

func evaluateTwo(e *ast.BinaryExpr) (float64, error) {
	x, errX := evaluate(e.X)
	y, errY := evaluate(e.Y)
	err := errors.Join(errX, errY)
	switch e.Op {
	case token.ADD:
		return x + y, err
	case token.SUB:
		return x - y, err
	case token.MUL:
		return x * y, err
	case token.QUO:
		return x / y, err
	}
	return 0, fmt.Errorf("it uses %s", e.Op)
}
