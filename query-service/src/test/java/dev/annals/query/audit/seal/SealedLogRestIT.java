package dev.annals.query.audit.seal;

import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.history;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.audit.Tampering;
import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.seal.Sealer;
import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.ProofCheck;
import dev.annals.eventstore.audit.tree.Tile;
import dev.annals.eventstore.audit.tree.TileHashes;
import dev.annals.eventstore.audit.tree.TreeHasher;
import dev.annals.eventstore.audit.tree.TreeTiles;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.eventstore.log.postgres.TestLog;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import dev.annals.query.testing.QueryServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The service seals what it reads, and proves it to whoever has the public key. */
class SealedLogRestIT {

  private static final Duration BOUND = Duration.ofSeconds(40);
  private static final int EVENTS = 1_200;
  private static final TestLog LOG = TestLog.create();

  @TempDir private static Path directory = Path.of("");

  private static PostgresEventLog log = LOG.open();
  private static QueryServer server;

  private static QueryServer start() {
    return QueryServer.with(
        "annals.log.url=" + LOG.reader().url(),
        "annals.log.user=" + LOG.reader().user(),
        "annals.log.password=" + LOG.reader().password(),
        "annals.seal.key-file=" + directory.resolve("seal.key"),
        "annals.seal.origin=example.com/log",
        "annals.seal.interval=10ms",
        "annals.seal.user=" + LOG.sealer().user(),
        "annals.seal.password=" + LOG.sealer().password());
  }

  @BeforeAll
  static void record_and_seal() {
    server = start();
    new PaymentLog(log).append(history(10, EVENTS - 10));
    await().atMost(BOUND).until(() -> server.bean(Sealer.class).status().size() == EVENTS);
  }

  @AfterAll
  static void close() {
    server.close();
    log.close();
  }

  private static List<VerifierKey> keys() throws IOException {
    return Files.readAllLines(directory.resolve("seal.key.pub")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(VerifierKey::parse)
        .toList();
  }

  private static Checkpoint checkpoint() throws Exception {
    return Checkpoint.verified(server.get("/checkpoint").body(), keys());
  }

  private static TileHashes fetch(Tile tile) {
    try {
      return TileHashes.of(tile, server.getBytes("/" + tile.path()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_checkpoint_is_signed_and_hardly_cached() throws Exception {
    var answer = server.get("/checkpoint");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertThat(answer.header("cache-control")).isEqualTo("max-age=1");
    assertThat(checkpoint().size()).isGreaterThanOrEqualTo(EVENTS);
    assertThat(answer.body()).startsWith("example.com/log\n");
  }

  /** As a monitor does that knows nothing of Annals. */
  @Test
  void tiles_add_up_to_the_root_and_bundles_to_the_tiles() throws Exception {
    var checkpoint = checkpoint();
    var size = checkpoint.size();
    assertThat(new TreeTiles(SealedLogRestIT::fetch, size).root()).isEqualTo(checkpoint.root());

    for (var index = 0L; index <= (size - 1) / Tile.WIDTH; index++) {
      var tile = Tile.in(size, 0, index).orElseThrow();
      var hashes = fetch(tile);
      var bundle = ByteBuffer.wrap(server.getBytes("/" + tile.entriesPath()).body());
      for (var i = 0; i < tile.width(); i++) {
        var length = Short.toUnsignedInt(bundle.getShort());
        var entry = bundle.slice(bundle.position(), length);
        bundle.position(bundle.position() + length);
        assertThat(entry.getLong(1)).isEqualTo(tile.firstLeaf() + i + 1);
        assertThat(new TreeHasher().leaf(entry)).isEqualTo(hashes.hash(i));
      }
      assertThat(bundle.hasRemaining()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/tile/0/000, 8192",
    "/tile/0/001.p/17, 544",
    "/tile/1/000.p/2, 64",
    "/tile/1/000.p/4, 128"
  })
  void tiles_are_kept_for_ever(String path, int length) throws Exception {
    var answer = server.getBytes(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).hasSize(length);
    assertForEver(answer);
  }

  private static void assertForEver(HttpResponse<byte[]> answer) {
    assertThat(answer.headers().firstValue("content-type")).contains("application/octet-stream");
    assertThat(answer.headers().firstValue("cache-control"))
        .hasValueSatisfying(
            value -> assertThat(value).contains("max-age=31536000").contains("immutable"));
  }

  @Test
  void bundles_are_packed_for_whoever_can_unpack_them() throws Exception {
    var plain = server.getBytes("/tile/entries/001");
    var packed = server.getBytes("/tile/entries/001", "Accept-Encoding", "br, gzip");

    assertForEver(plain);
    assertForEver(packed);
    assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(packed.headers().firstValue("vary")).contains("Accept-Encoding");
    assertThat(packed.body()).hasSizeLessThan(plain.body().length / 2);
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tile/0/0",
        "/tile/0/x000/001",
        "/tile/64/000",
        "/tile/-1/000",
        "/tile/00/000",
        "/tile/0/001.p/256",
        "/tile/0/001.p/0",
        "/tile/0/1.p/1",
        "/tile/entries/1",
        "/tile/entries/x001",
        "/tile/entries/001.p/",
        "/tile/0/001%0a",
        "/tile/a/001"
      })
  void a_path_that_names_no_tile_is_refused(String path) throws Exception {
    assertThat(server.get(path).isProblem(400, "invalid-id")).as(server.get(path).body()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tile/0/999",
        "/tile/0/004",
        "/tile/3/000",
        "/tile/1/000.p/200",
        "/tile/63/000.p/1",
        "/tile/entries/999",
        "/tile/entries/x009/x223/x372/x036/x854/x775/807",
        "/tile/1/001"
      })
  void a_tile_that_the_tree_does_not_have_is_not_there(String path) throws Exception {
    assertThat(server.get(path).isProblem(404, "not-found")).as(server.get(path).body()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 256, 257, 700, 1_025, 1_200})
  void an_event_is_proven(long position) throws Exception {
    var proof = server.get("/v1/audit/events/%d/proof".formatted(position));
    assertThat(proof.status()).as(proof.body()).isEqualTo(200);

    var json = proof.json();
    var checkpoint = Checkpoint.verified(proof.text("checkpoint"), keys());
    var leaf = Base64.getDecoder().decode(proof.text("leaf"));
    var hash = new TreeHasher().leaf(ByteBuffer.wrap(leaf));
    assertThat(proof.text("leafHash")).isEqualTo(hash.toBase64());
    assertThat(json.required("position").asLong()).isEqualTo(position);
    assertThat(json.required("leafVersion").asInt()).isEqualTo(1);
    assertThat(json.required("treeSize").asLong()).isEqualTo(checkpoint.size());
    assertThat(
            new ProofCheck()
                .inclusion(
                    hash, json.required("leafIndex").asLong(), checkpoint.size(), hashes(json)))
        .contains(checkpoint.root());
    assertThat(new String(leaf, UTF_8)).contains("payments.").contains("anonymous");
  }

  private static List<Hash> hashes(JsonNode json) {
    return StreamSupport.stream(json.required("hashes").spliterator(), false)
        .map(JsonNode::asString)
        .map(Hash::ofBase64)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 1200", "256, 1024", "300, 301", "1199, 1200", "1200, 1200"})
  void the_log_only_grew(long from, long to) throws Exception {
    assertConsistent(server.get("/v1/audit/consistency?from=%d&to=%d".formatted(from, to)));
  }

  private static void assertConsistent(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var json = answer.json();
    assertThat(
            new ProofCheck()
                .consistency(
                    json.required("from").asLong(),
                    json.required("to").asLong(),
                    Hash.ofBase64(answer.text("fromRoot")),
                    Hash.ofBase64(answer.text("toRoot")),
                    hashes(json)))
        .isTrue();
  }

  @Test
  void a_checkpoint_that_somebody_kept_is_the_beginning_of_the_next() throws Exception {
    var kept = checkpoint();
    new PaymentLog(log).append(deposited("a1", 5));
    await().atMost(BOUND).until(() -> checkpoint().size() > kept.size());

    var answer = server.get("/v1/audit/consistency?from=" + kept.size());

    assertConsistent(answer);
    assertThat(answer.text("fromRoot")).isEqualTo(kept.root().toBase64());
    var newer = Checkpoint.verified(answer.text("checkpoint"), keys());
    assertThat(answer.text("toRoot")).isEqualTo(newer.root().toBase64());
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/audit/events/0/proof, 400, invalid-field",
    "/v1/audit/events/x/proof, 400, invalid-field",
    "/v1/audit/events/-1/proof, 400, invalid-field",
    "/v1/audit/events/99999999999999999999/proof, 400, invalid-field",
    "/v1/audit/events/1000000/proof, 404, audit/not-sealed",
    "/v1/audit/consistency?from=0, 400, invalid-field",
    "/v1/audit/consistency?from=7&to=6, 400, invalid-field",
    "/v1/audit/consistency?from=1&to=1000000, 404, audit/not-sealed",
    "/v1/audit/consistency?from=1&to=, 400, invalid-field"
  })
  void what_cannot_be_proven_is_a_problem(String path, int status, String problem)
      throws Exception {
    var answer = server.get(path);

    assertThat(answer.isProblem(status, problem)).as(answer.body()).isTrue();
  }

  @Test
  void the_question_must_say_from_where() throws Exception {
    assertThat(server.get("/v1/audit/consistency").status()).isEqualTo(400);
  }

  @Test
  void the_public_keys_are_told() throws Exception {
    var items = server.get("/v1/audit/keys").json().required("items");

    assertThat(items).hasSize(1);
    assertThat(items.get(0).required("key").asString()).isEqualTo(keys().getFirst().text());
  }

  @Test
  void health_and_metrics_know_the_seal() throws Exception {
    assertThat(
            server
                .get("/actuator/health")
                .json()
                .required("components")
                .required("seal")
                .toString())
        .contains("\"status\":\"UP\"", "\"turn\":true");
    assertThat(server.get("/actuator/prometheus").body())
        .contains("annals_seal_lag_events", "annals_seal_lag_seconds", "annals_seal_stuck 0.0");
  }

  @Test
  void a_changed_event_is_not_proven() throws Exception {
    var change = "UPDATE event SET payload = %s WHERE position = 500";
    Tampering.run(LOG, change.formatted("payload || ' '"));
    try {
      var answer = server.get("/v1/audit/events/500/proof");
      assertThat(answer.isProblem(500, "audit/not-as-sealed")).as(answer.body()).isTrue();
      assertThat(server.get("/v1/audit/events/501/proof").status()).isEqualTo(200);
    } finally {
      Tampering.run(LOG, change.formatted("rtrim(payload)"));
    }
  }

  @Test
  void a_service_without_a_sealed_log_says_so() throws Exception {
    try (var other = QueryServer.over(new InMemoryEventLog(Clock.systemUTC()))) {
      assertThat(other.get("/checkpoint").isProblem(404, "audit/nothing-sealed")).isTrue();
      assertThat(other.get("/v1/audit/keys").isProblem(404, "audit/nothing-sealed")).isTrue();
    }
  }
}
