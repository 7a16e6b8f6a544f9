package dev.annals.query.live;

import dev.annals.web.Admission;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers requests with streams. Each keeps its request's thread for as long as it lasts.
 * Thread-safe.
 */
public final class LiveStreams {

  private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);

  /** Reads at once by all streams, so that ordinary ones find connections. */
  private static final int READS_MAX = 4;

  private final LiveHub hub;
  private final LiveProperties properties;
  private final JsonMapper json;
  private final StreamCounts counts;
  private final Admission admission;
  private final Semaphore reads = new Semaphore(READS_MAX, true);

  LiveStreams(LiveHub hub, LiveProperties properties, JsonMapper json, StreamCounts counts) {
    this.hub = hub;
    this.properties = properties;
    this.json = json;
    this.counts = counts;
    this.admission = new Admission(properties.streamsMax(), "Too many streams are open.");
  }

  /**
   * Streams until the client goes away or the service stops.
   *
   * @param feed made when the stream has a place; may answer with a problem instead
   * @throws ProblemException if too many streams are open; nothing was sent then
   */
  public void serve(StreamRequest request, Supplier<? extends LiveFeed> feed) {
    admission.admit(
        () -> {
          open(request, feed.get());
          return true;
        });
  }

  private void open(StreamRequest request, LiveFeed feed) {
    var writer = new SseWriter(request.response(), json, properties.writeTimeout());
    try {
      if (request.isForHead()) {
        writer.begin();
      } else {
        stream(feed, writer);
      }
    } catch (IOException e) {
      LOG.debug("The client of a stream went away", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          ProblemType.UNAVAILABLE.because("The service is shutting down."),
          Map.of(HttpHeaders.RETRY_AFTER, "1"));
    }
  }

  private void stream(LiveFeed feed, SseWriter writer) throws IOException, InterruptedException {
    var watch = hub.join(feed.query(), feed.pendingMax());
    counts.opened();
    try {
      new OpenStream(feed, watch, writer, reads, properties.heartbeat()).run();
    } catch (IOException e) {
      counts.lost(e);
      throw e;
    } finally {
      counts.closed();
      hub.leave(watch);
    }
  }
}
