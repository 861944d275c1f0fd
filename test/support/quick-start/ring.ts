/** A Go module whose version is its tag, as docs/quick-start-tag-only.md takes one to be. */
export const RING = {
  name: 'ring',
  tag: 'v1.2.3',
  files: {
    'go.mod': 'module example.org/ring\n\ngo 1.21\n',
    'ring.go': `// Package ring is a buffer that begins again at its end.
package ring

type Ring struct {
	items      []int
	head, tail int
}

func New(size int) *Ring { return &Ring{items: make([]int, size)} }

func (r *Ring) Push(item int) {
	r.items[r.head%len(r.items)] = item
	r.head++
}

func (r *Ring) Pop() int {
	item := r.items[r.tail%len(r.items)]
	r.tail++
	return item
}
`,
    'ring_test.go': `package ring

import "testing"

func BenchmarkPush(b *testing.B) {
	r := New(1024)
	for i := 0; i < b.N; i++ {
		r.Push(i)
	}
}

func BenchmarkPop(b *testing.B) {
	r := New(1024)
	for i := 0; i < b.N; i++ {
		r.Pop()
	}
}
`,
    '.github/workflows/test.yml': `name: test
on: {push: {branches: [main]}, pull_request: {}}
permissions: {contents: read}
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: go test ./...
`,
  },
} as const;
