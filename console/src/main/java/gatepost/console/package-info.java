/** What operators see of a running gateway: its metrics, and whether it is alive and ready. */
@NullMarked
package gatepost.console;

import org.jspecify.annotations.NullMarked;
