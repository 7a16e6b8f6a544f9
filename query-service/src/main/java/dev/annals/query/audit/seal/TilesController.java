package dev.annals.query.audit.seal;

import dev.annals.eventstore.audit.tree.Tile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * The log as static resources.
 *
 * @see <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a>
 */
@RestController
final class TilesController {

  private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
  private static final CacheControl BRIEFLY = CacheControl.maxAge(Duration.ofSeconds(1));
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).immutable();

  private final SealedReads sealed;

  TilesController(SealedReads sealed) {
    this.sealed = sealed;
  }

  @GetMapping("/checkpoint")
  ResponseEntity<byte[]> checkpoint() {
    return ResponseEntity.ok()
        .contentType(TEXT)
        .cacheControl(BRIEFLY)
        .body(sealed.newest().note().getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/tile/{level}/{*place}")
  ResponseEntity<byte[]> tile(@PathVariable String level, @PathVariable String place) {
    var tile = Tile.parse(level, place.substring(1));
    if (tile == null) {
      throw SealProblems.malformedPath(level + place);
    }
    return immutable().body(sealed.tile(tile));
  }

  @GetMapping("/tile/entries/{*place}")
  ResponseEntity<byte[]> entries(
      @PathVariable String place,
      @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false)
          @Nullable String encodings) {
    var tile = Tile.parseEntries(place.substring(1));
    if (tile == null) {
      throw SealProblems.malformedPath("entries" + place);
    }
    var bundle = sealed.bundle(tile);
    var response = immutable().header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    return encodings != null && encodings.contains("gzip") && !encodings.contains("gzip;q=0")
        ? response.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(gzip(bundle))
        : response.body(bundle);
  }

  private static ResponseEntity.BodyBuilder immutable() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .cacheControl(FOR_EVER);
  }

  private static byte[] gzip(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory takes what is written", e);
    }
    return packed.toByteArray();
  }
}
