package gatepost.closing;

import java.util.Arrays;
import java.util.Optional;

/** Software whose words about the end of a connection are recognised. */
public enum Program {
    CHROMIUM("chromium", "Chromium"),
    FIREFOX("firefox", "Firefox"),
    SAFARI("safari", "Safari"),
    CLOSE_EVENT("closeevent", "CloseEvent"),
    WS("ws", "node ws"),
    PYTHON_WEBSOCKETS("python-websockets", "python-websockets"),
    AIOHTTP("aiohttp", "aiohttp"),
    JAVA_HTTP_CLIENT("java-http-client", "java.net.http"),
    JETTY("jetty", "Jetty"),
    TOMCAT("tomcat", "Tomcat"),
    SPRING("spring", "Spring"),
    OKHTTP("okhttp", "OkHttp"),
    GORILLA("gorilla", "gorilla/websocket"),
    CODER_WEBSOCKET("coder-websocket", "coder/websocket"),
    DOTNET("dotnet", ".NET"),
    TUNGSTENITE("tungstenite", "tungstenite"),
    NGINX("nginx", "nginx"),
    HAPROXY("haproxy", "HAProxy"),
    ENVOY("envoy", "Envoy"),
    APACHE("apache", "Apache httpd"),
    TRAEFIK("traefik", "Traefik"),
    CADDY("caddy", "Caddy"),
    SOCKET_IO("socket.io", "Socket.IO"),
    GATEPOST("gatepost", "Gatepost");

    private final String key;
    private final String properName;

    Program(String key, String properName) {
        this.key = key;
        this.properName = properName;
    }

    /** In data. */
    public String key() {
        return key;
    }

    /** For people, the same in every language. */
    public String properName() {
        return properName;
    }

    static Optional<Program> of(String key) {
        return Arrays.stream(values()).filter(program -> program.key.equals(key)).findFirst();
    }
}
