/** Measurements with JMH of what the relay does for every frame. */
@NullMarked
package gatepost.bench;

import org.jspecify.annotations.NullMarked;
