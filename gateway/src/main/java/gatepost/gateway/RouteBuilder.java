package gatepost.gateway;

import java.time.Duration;
import java.util.List;

/** Makes a {@link Route}; each method says one of its components. To be used by one thread. */
public final class RouteBuilder {
    private final Upstream upstream;
    private PathPattern path = PathPattern.parse("/**");
    private List<String> hosts = List.of();
    private Admission admission = Admission.OPEN;
    private Extensions extensions = Extensions.TUNNELLED;
    private MessageRules fromClient = MessageRules.NONE;
    private MessageRules fromUpstream = MessageRules.NONE;
    private Rate rate = Rate.UNLIMITED;
    private Keepalive keepalive = Keepalive.DEFAULT;
    private OnUpstreamFailure onUpstreamFailure = OnUpstreamFailure.CLOSE;
    private PassStatuses passStatuses = PassStatuses.DEFAULT;
    private int coalesceUpTo = Route.DEFAULT_COALESCE_UP_TO;
    private Duration frameTimeout = Route.DEFAULT_FRAME_TIMEOUT;
    private Duration closeTimeout = Route.DEFAULT_CLOSE_TIMEOUT;

    RouteBuilder(Upstream upstream) {
        this.upstream = upstream;
    }

    public RouteBuilder path(PathPattern value) {
        path = value;
        return this;
    }

    public RouteBuilder hosts(List<String> value) {
        hosts = value;
        return this;
    }

    public RouteBuilder admission(Admission value) {
        admission = value;
        return this;
    }

    public RouteBuilder extensions(Extensions value) {
        extensions = value;
        return this;
    }

    public RouteBuilder fromClient(MessageRules value) {
        fromClient = value;
        return this;
    }

    public RouteBuilder fromUpstream(MessageRules value) {
        fromUpstream = value;
        return this;
    }

    public RouteBuilder rate(Rate value) {
        rate = value;
        return this;
    }

    public RouteBuilder keepalive(Keepalive value) {
        keepalive = value;
        return this;
    }

    public RouteBuilder onUpstreamFailure(OnUpstreamFailure value) {
        onUpstreamFailure = value;
        return this;
    }

    public RouteBuilder passStatuses(PassStatuses value) {
        passStatuses = value;
        return this;
    }

    public RouteBuilder coalesceUpTo(int value) {
        coalesceUpTo = value;
        return this;
    }

    public RouteBuilder frameTimeout(Duration value) {
        frameTimeout = value;
        return this;
    }

    public RouteBuilder closeTimeout(Duration value) {
        closeTimeout = value;
        return this;
    }

    /** The route as it is now. */
    public Route build() {
        return new Route(
                path,
                hosts,
                upstream,
                admission,
                extensions,
                fromClient,
                fromUpstream,
                rate,
                keepalive,
                onUpstreamFailure,
                passStatuses,
                coalesceUpTo,
                frameTimeout,
                closeTimeout);
    }
}
