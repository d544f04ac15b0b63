package portfolio

import (
	"bytes"
	"context"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// browser runs Chromium without a window on a page; it skips where there is none.
func browser(t *testing.T, file string, args ...string) {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium here to look at the page with")
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	args = append([]string{"--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir=" + t.TempDir()}, args...)
	if out, err := exec.CommandContext(ctx, program, append(args, "file://"+file)...).CombinedOutput(); err != nil {
		t.Skipf("chromium does not run here: %v\n%s", err, out)
	}
}

// What a real browser makes of the page, in a narrow window: the ground of the look
// that is asked for, text on it, and nothing that is wider than the window.
func TestABrowserShowsThePage(t *testing.T) {
	page, err := page(t, hostile...).HTML()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, page, 0o600); err != nil {
		t.Fatal(err)
	}
	for scheme, ground := range map[string]color.NRGBA{"1": {0xff, 0xff, 0xff, 0xff}, "0": {0x14, 0x18, 0x1f, 0xff}} {
		shot := filepath.Join(dir, scheme+".png")
		browser(t, file, "--blink-settings=preferredColorScheme="+scheme, "--window-size=500,1200", "--screenshot="+shot)
		data, err := os.ReadFile(shot)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		colours := map[color.Color]bool{}
		for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
			for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
				colours[img.At(x, y)] = true
			}
			for _, x := range []int{2, img.Bounds().Max.X - 3} {
				if got := color.NRGBAModel.Convert(img.At(x, y)); got != ground {
					t.Fatalf("look %s: the margin at %d,%d is %v, want %v: something is wider than the window", scheme, x, y, got, ground)
				}
			}
		}
		if len(colours) < 20 {
			t.Errorf("look %s: only %d colours: there is no text", scheme, len(colours))
		}
	}
	print := filepath.Join(dir, "page.pdf")
	browser(t, file, "--print-to-pdf="+print)
	if data, err := os.ReadFile(print); err != nil || !bytes.HasPrefix(data, []byte("%PDF")) {
		t.Errorf("it cannot be printed: %v", err)
	}
}
