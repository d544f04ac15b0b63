package snapshot

// asItIs is nothing: a folder of Windows holds no pipes, and a link is noticed after opening.
const asItIs = 0
