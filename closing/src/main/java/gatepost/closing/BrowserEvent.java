package gatepost.closing;

/** What a browser's {@code CloseEvent} shows a page (WHATWG WebSockets, §"Feedback"). */
public enum BrowserEvent {
    /** The code and the reason, as they came; {@code wasClean} is true. */
    CODE_AND_REASON,
    /** The code and an empty reason; {@code wasClean} is true. */
    CODE_WITHOUT_REASON,
    /** The code and an empty reason; {@code wasClean} is false. */
    UNCLEAN,
    /** 1006 in its place, an empty reason; {@code wasClean} is false. */
    AS_1006,
    /** No page sees it. */
    NEVER
}
