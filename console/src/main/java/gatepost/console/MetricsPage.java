package gatepost.console;

import io.javalin.http.Context;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Writes metrics in the format that is asked for: the text format of Prometheus, that of
 * OpenMetrics, or Prometheus' own binary one, which alone has native histograms.
 */
record MetricsPage(ExpositionFormats formats, PrometheusRegistry registry) {
    private static final int TYPICAL_OCTETS = 16 * 1024;

    MetricsPage(PrometheusRegistry registry) {
        this(ExpositionFormats.init(), registry);
    }

    void answer(Context context) throws IOException {
        ExpositionFormatWriter writer = formats.findWriter(context.header("Accept"));
        ByteArrayOutputStream page = new ByteArrayOutputStream(TYPICAL_OCTETS);
        writer.write(page, registry.scrape());
        context.contentType(writer.getContentType())
                .header("Cache-Control", "no-store")
                .header("Content-Length", Integer.toString(page.size())) // So that a cut shows.
                .result(page.toByteArray());
    }
}
