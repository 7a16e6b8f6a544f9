package dev.annals.query.payments.transfer;

import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.payments.TransferView;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.privacy.PersonalField;
import dev.annals.eventstore.privacy.PersonalReader;
import dev.annals.eventstore.privacy.PersonalReader.Stored;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.query.web.ETags;
import dev.annals.query.web.Found;
import dev.annals.query.web.Found.NotYet;
import dev.annals.query.web.Found.Nowhere;
import dev.annals.query.web.Found.There;
import dev.annals.query.web.Ids;
import dev.annals.query.web.Missing;
import dev.annals.query.web.ReadRequest;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.util.List;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class TransferController {

  private final TransferQueries queries;
  private final PersonalReader personal;
  private final PersonalField reference;
  private final ProjectionProgress progress;

  TransferController(
      TransferQueries queries, PersonalReader personal, ProjectionRunners projections) {
    this.queries = queries;
    this.personal = personal;
    this.reference = personal.field(MoneyTransferred.TYPE, "reference");
    this.progress = projections.progressOf(TransferProjection.ID);
  }

  @GetMapping(path = "/v1/transfers/{transferId}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TransferView> transfer(@PathVariable String transferId, ReadRequest request) {
    var id = Ids.parse(transferId, TransferId::new);
    var found = request.readAsOf(progress, moment -> queries.transfer(id, moment));
    var transfer = readable(require(id, found), request.atLeast());
    return ResponseEntity.ok()
        .eTag(ETags.of(transfer.position(), transfer.erased()))
        .body(transfer);
  }

  /** The reference in the words of who paid, which the row has encrypted. */
  private TransferView readable(TransferView row, SequencePosition asOf) {
    var stored =
        new Stored(
            reference, row.debitAccountId().value(), Objects.requireNonNull(row.reference()));
    var text = personal.read(List.of(stored), asOf).getFirst();
    return new TransferView(
        row.transferId(),
        row.debitAccountId(),
        row.creditAccountId(),
        row.amount(),
        row.currency(),
        text,
        row.at(),
        row.position(),
        text == null ? List.of(reference.field()) : null);
  }

  private static TransferView require(TransferId id, Found<TransferView> found) {
    return switch (found) {
      case There<TransferView>(var transfer) -> transfer;
      case NotYet<TransferView> _ ->
          throw Missing.because(
              "payments",
              "TRANSFER_NOT_YET_MADE",
              "The transfer was made later",
              "At that moment there was no transfer %s; it was made later.".formatted(id));
      case Nowhere<TransferView> _ ->
          throw new ProblemException(
              ProblemType.NOT_FOUND.because("There is no transfer %s.".formatted(id)));
    };
  }
}
