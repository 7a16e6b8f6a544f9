package dev.annals.command.payments.close;

import dev.annals.command.payments.shared.PaymentFields;
import dev.annals.command.web.CommandAnswer;
import dev.annals.command.web.CommandEndpoint;
import dev.annals.contracts.payments.PaymentCommand.CloseAccount;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CloseAccountController {

  private final CommandEndpoint commands;

  CloseAccountController(CommandEndpoint commands) {
    this.commands = commands;
  }

  @PostMapping(
      path = "/v1/accounts/{accountId}/closure",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<CommandAnswer.Body> close(
      @PathVariable String accountId, @RequestBody CloseRequest request, HttpServletRequest http) {
    var command = request.command(accountId);
    return commands.execute(http, command, command.accountId().value()).done();
  }

  record CloseRequest(@Nullable String reason) {

    CloseAccount command(String accountId) {
      return new CloseAccount(
          PaymentFields.accountId("accountId", accountId),
          PaymentFields.textOrEmpty("reason", reason));
    }
  }
}
