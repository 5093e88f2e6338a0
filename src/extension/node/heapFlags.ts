/**
 * How the server's heap is kept small, whose content is a workspace's texts and a catalogue: a young generation that holds
 * what a few keystrokes leave behind, and no more of the old one than a large workspace needs.
 */
export const HEAP_FLAGS: readonly string[] = ['--max-semi-space-size=8', '--max-old-space-size=256'];
