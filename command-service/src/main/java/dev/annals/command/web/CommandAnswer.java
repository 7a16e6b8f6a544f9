package dev.annals.command.web;

import dev.annals.eventstore.log.SequencePosition;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** A command that was accepted, now or when it came first. */
public final class CommandAnswer {

  /** Header of every command's answer: a read that has reached this position shows the effect. */
  static final String POSITION_HEADER = "Annals-Position";

  private final SequencePosition position;

  CommandAnswer(SequencePosition position) {
    this.position = position;
  }

  /** The same, at the position of the event that counts: that of another command, perhaps. */
  public CommandAnswer at(SequencePosition other) {
    return new CommandAnswer(other);
  }

  public ResponseEntity<Body> done() {
    return with(ResponseEntity.ok());
  }

  public ResponseEntity<Body> created() {
    return with(ResponseEntity.status(HttpStatus.CREATED));
  }

  /**
   * Points to what was created.
   *
   * @param location of the new resource; its parts are safe in a URL as they stand
   */
  public ResponseEntity<Body> createdAt(String location) {
    return with(ResponseEntity.created(URI.create(location)));
  }

  private ResponseEntity<Body> with(ResponseEntity.BodyBuilder answer) {
    return answer.header(POSITION_HEADER, position.toString()).body(new Body(position.value()));
  }

  /**
   * What an accepted command is answered with.
   *
   * @param position of the command's last event
   */
  public record Body(long position) {}
}
