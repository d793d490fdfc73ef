package gatepost.closing;

/** How sure a finding is. */
public enum Certainty {
    /** The gateway saw it itself, or a peer said so. */
    CERTAIN,
    /** Several things that were seen point there, and none elsewhere. */
    LIKELY,
    /** It fits; so do others. */
    POSSIBLE
}
