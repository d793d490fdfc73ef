/** Remembers how connections ended, and answers questions about them. */
@NullMarked
package gatepost.journal;

import org.jspecify.annotations.NullMarked;
