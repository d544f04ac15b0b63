module github.com/alecthomas/chroma/v2 // not that highlighter, but what Glamour asks of it

go 1.26.0
