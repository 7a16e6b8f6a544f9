package dev.annals.query.payments.transfer;

import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.payments.TransferView;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.query.web.Ids;
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
    var transfer =
        request
            .read(progress, () -> queries.transfer(id))
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND.because("There is no transfer %s.".formatted(id))));
    return ResponseEntity.ok().eTag("\"%d\"".formatted(transfer.position())).body(transfer);
  }
}
