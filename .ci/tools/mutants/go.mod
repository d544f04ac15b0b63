module waymark/mutants

go 1.26.0
