/**
 * The gateway: listens, finds the route, connects to the upstream, relays between the two legs, and
 * closes both.
 */
@NullMarked
package gatepost.gateway;

import org.jspecify.annotations.NullMarked;
