package gatepost.closing;

/** Why a connection ended, with the evidence. */
public sealed interface Cause {
    /** Who ended the connection. */
    Party endedBy();

    /** What shows that it was so: one line for people. */
    String evidence();

    /** The client sent a valid Close frame first. */
    record ClientClosed() implements Cause {
        @Override
        public Party endedBy() {
            return Party.CLIENT;
        }

        @Override
        public String evidence() {
            return "client: Close frame";
        }
    }
}
