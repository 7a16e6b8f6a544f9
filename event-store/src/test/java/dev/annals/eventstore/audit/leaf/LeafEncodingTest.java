package dev.annals.eventstore.audit.leaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.audit.tree.TreeHasher;
import dev.annals.eventstore.log.StoredEvent;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeafEncodingTest {

  private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  private final LeafEncoding encoding = new LeafEncoding();

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static ByteBuffer tags(String... tags) {
    var bytes = ByteBuffer.allocate(1_000);
    for (var tag : tags) {
      bytes.putInt(tag.getBytes(UTF_8).length).put(tag.getBytes(UTF_8));
    }
    return bytes.flip();
  }

  private static StoredEvent event(
      String type, String revision, ByteBuffer tags, String payload, String metadata) {
    return new StoredEvent(
        7, ID, 1, -1, text(type), text(revision), tags, text(payload), text(metadata));
  }

  private byte[] encoded(StoredEvent event) {
    var buffer = encoding.encode(event);
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Written by hand from docs/sealed-log.md; it must never change. */
  @Test
  void version_1_is_this_byte_by_byte() {
    var event = event("t.E", "1", tags("a=1", "b=2"), "{\"n\":\"ä\"}", "{}");

    assertThat(HexFormat.of().formatHex(encoded(event)))
        .isEqualTo(
            "01"
                + "0000000000000007"
                + "00112233445566778899aabbccddeeff"
                + "0000000000000001"
                + "ffffffffffffffff"
                + "0000000003"
                + "742e45"
                + "0000000001"
                + "31"
                + "000000000e"
                + "00000003613d31"
                + "00000003623d32"
                + "000000000a"
                + "7b226e223a22c3a4227d"
                + "0000000002"
                + "7b7d");
    assertThat(encoding.hash(event))
        .hasToString("99286be313a901c28a573b42c41c2d8c94056567555a5e8d370b018f1a85b14b");
  }

  @Test
  void a_long_column_stands_as_its_length_and_digest() {
    var atTheLimit = "x".repeat(LeafEncoding.INLINE_MAX);
    var inline = encoded(event("t", "1", tags(), atTheLimit, "{}"));
    var beyond = encoded(event("t", "1", tags(), atTheLimit + "x", "{}"));

    assertThat(inline).hasSizeGreaterThan(LeafEncoding.INLINE_MAX);
    assertThat(beyond).hasSize(41 + 6 + 6 + 5 + (5 + 32) + 7);
    var digest = TreeHasher.sha256().digest((atTheLimit + "x").getBytes(UTF_8));
    assertThat(HexFormat.of().formatHex(beyond))
        .contains("0100003001" + HexFormat.of().formatHex(digest));
  }

  @Test
  void the_longest_entry_fits_a_bundle() {
    var longest = "x".repeat(LeafEncoding.INLINE_MAX);
    var event = event(longest, longest, text(longest), longest, longest);

    assertThat(encoded(event)).hasSizeLessThan(1 << 16);
  }

  /** Whatever moves from one column to its neighbour, or from one tag to the next, is a change. */
  @Test
  void different_events_have_different_encodings() {
    var events =
        List.of(
            event("ab", "c", tags(), "{}", "{}"),
            event("a", "bc", tags(), "{}", "{}"),
            event("a", "b", tags("c=d", "e=f"), "{}", "{}"),
            event("a", "b", tags("e=f", "c=d"), "{}", "{}"),
            event("a", "b", tags("c=d"), "{}", "{}"),
            event("a", "b", tags("c=de=f"), "{}", "{}"),
            event("a", "b", tags(), "{}{}", ""),
            event("a", "b", tags(), "{}", "{}"),
            event("a", "b", tags(), "", "{}{}"));
    var encodings = new HashSet<String>();

    events.forEach(event -> encodings.add(HexFormat.of().formatHex(encoded(event))));

    assertThat(encodings).hasSameSizeAs(events);
  }

  @Test
  void every_fixed_part_counts() {
    var base = event("t", "1", tags(), "{}", "{}");
    var changed =
        List.of(
            with(8, ID, 1, -1),
            with(7, new UUID(1, 1), 1, -1),
            with(7, ID, 2, -1),
            with(7, ID, 1, 0));

    assertThat(changed)
        .allSatisfy(event -> assertThat(encoding.hash(event)).isNotEqualTo(encoding.hash(base)));
    assertThat(encoding.hash(with(7, ID, 1, -1))).isEqualTo(encoding.hash(base));
  }

  private static StoredEvent with(long position, UUID id, long occurred, long recorded) {
    return new StoredEvent(
        position, id, occurred, recorded, text("t"), text("1"), tags(), text("{}"), text("{}"));
  }
}
