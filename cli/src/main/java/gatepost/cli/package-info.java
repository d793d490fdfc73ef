/** The {@code gatepost} command: a configuration in, everything wired. */
@NullMarked
package gatepost.cli;

import org.jspecify.annotations.NullMarked;
