package tui

import tea "charm.land/bubbletea/v2"

// copyText puts a text on the clipboard: by the terminal (OSC 52), which reaches the person's
// own machine from afar, and by the desktop's own way where there is one. What says what was
// copied, and next what to do with it. No terminal answers whether it copies.
func copyText(env Env, text, what, next string) tea.Cmd {
	return tea.Batch(tea.SetClipboard(text), func() tea.Msg {
		if env.Clipboard == nil || env.Clipboard(text) != nil {
			return noticeMsg{"Copied, if your terminal lets programs copy: " + what + ". " + next}
		}
		return noticeMsg{"Copied: " + what + ". " + next}
	})
}
