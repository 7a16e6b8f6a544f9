package dev.annals.query.audit.seal;

import dev.annals.eventstore.audit.leaf.LeafEncoding;
import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealedLog.SealKey;
import dev.annals.eventstore.audit.tree.TreeHasher;
import dev.annals.eventstore.audit.tree.TreeTiles;
import dev.annals.query.audit.seal.ConsistencyView.Roots;
import dev.annals.query.audit.seal.ConsistencyView.Sizes;
import dev.annals.query.web.Positions;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proofs ready made, for who would rather not fetch tiles. */
@RestController
@RequestMapping(path = "/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
final class ProofsController {

  private final SealedReads sealed;

  ProofsController(SealedReads sealed) {
    this.sealed = sealed;
  }

  /** That the event is in the tree of the newest checkpoint. */
  @GetMapping("/events/{position}/proof")
  InclusionView inclusion(@PathVariable String position) {
    var wanted = number("position", position);
    var seal = sealed.newest();
    if (wanted > seal.size()) {
      throw SealProblems.notSealed(wanted, seal.size());
    }
    return sealed.ofTree(seal, tree -> inclusion(wanted, seal, tree));
  }

  private InclusionView inclusion(long position, Seal seal, TreeTiles tree) {
    var leaf = new AtomicReference<ByteBuffer>();
    var encoding = new LeafEncoding();
    sealed.log().read(position - 1, position, event -> leaf.set(encoding.encode(event)));
    var entry = leaf.get();
    if (entry == null) {
      throw SealProblems.notAsSealed("The event at position %d is missing.".formatted(position));
    }
    var text = Base64.getEncoder().encodeToString(SealedReads.bytes(entry.duplicate()));
    var hash = new TreeHasher().leaf(entry);
    if (!hash.equals(tree.leaf(position - 1))) {
      throw SealProblems.notAsSealed(
          "The event at position %d is not the one that was sealed.".formatted(position));
    }
    return InclusionView.of(position, text, hash, tree.inclusion(position - 1), seal);
  }

  /**
   * That the log of size {@code to}, or of the newest checkpoint, begins with that of {@code from}.
   */
  @GetMapping("/consistency")
  ConsistencyView consistency(
      @RequestParam String from, @RequestParam(required = false) @Nullable String to) {
    var seal = sealed.newest();
    var sizes = new Sizes(number("from", from), to == null ? seal.size() : number("to", to));
    if (sizes.from() > sizes.to()) {
      throw SealProblems.invalid("from", "must not be larger than 'to'");
    }
    if (sizes.to() > seal.size()) {
      throw SealProblems.notSealed(sizes.to(), seal.size());
    }
    return sealed.ofTree(seal, _ -> consistency(sizes));
  }

  private ConsistencyView consistency(Sizes sizes) {
    var tree = sealed.tree(sizes.to());
    var note = sealed.log().checkpoint(sizes.to()).filter(found -> found.size() == sizes.to());
    return ConsistencyView.of(
        sizes,
        new Roots(tree.rootOf(sizes.from()), tree.root()),
        tree.consistency(sizes.from()),
        note.map(Seal::note).orElse(null));
  }

  /** The public keys that signed. Trust them only if they are those you have from elsewhere. */
  @GetMapping("/keys")
  Keys keys() {
    return new Keys(sealed.log().keys());
  }

  /** For JSON, whose top is an object. */
  record Keys(List<SealKey> items) {}

  private static long number(String name, String text) {
    var position = Positions.parse(text);
    if (position == null || position.value() < 1) {
      throw SealProblems.invalid(name, "must be a whole number of at least 1");
    }
    return position.value();
  }
}
