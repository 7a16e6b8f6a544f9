package dev.annals.query.payments.transfer;

import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.payments.TransferView;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.query.web.Found;
import dev.annals.query.web.Found.NotYet;
import dev.annals.query.web.Found.Nowhere;
import dev.annals.query.web.Found.There;
import dev.annals.query.web.Ids;
import dev.annals.query.web.Missing;
import dev.annals.query.web.ReadRequest;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class TransferController {

  private final TransferQueries queries;
  private final ProjectionProgress progress;

  TransferController(TransferQueries queries, ProjectionRunners projections) {
    this.queries = queries;
    this.progress = projections.progressOf(TransferProjection.ID);
  }

  @GetMapping(path = "/v1/transfers/{transferId}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TransferView> transfer(@PathVariable String transferId, ReadRequest request) {
    var id = Ids.parse(transferId, TransferId::new);
    var found = request.readAsOf(progress, moment -> queries.transfer(id, moment));
    var transfer = require(id, found);
    return ResponseEntity.ok().eTag("\"%d\"".formatted(transfer.position())).body(transfer);
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
