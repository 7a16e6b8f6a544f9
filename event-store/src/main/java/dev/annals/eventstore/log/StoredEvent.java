package dev.annals.eventstore.log;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * An event exactly as it is stored: the bytes of its columns, nothing of them decoded. For whoever
 * must notice every change.
 *
 * @param occurredMicros since 1970
 * @param recordedMicros since 1970
 * @param type in UTF-8, as all the texts
 * @param tags in their order; each as its length in four bytes, the highest first, and its text
 */
public record StoredEvent(
    long position,
    UUID id,
    long occurredMicros,
    long recordedMicros,
    ByteBuffer type,
    ByteBuffer revision,
    ByteBuffer tags,
    ByteBuffer payload,
    ByteBuffer metadata) {

  public StoredEvent {
    type = type.asReadOnlyBuffer();
    revision = revision.asReadOnlyBuffer();
    tags = tags.asReadOnlyBuffer();
    payload = payload.asReadOnlyBuffer();
    metadata = metadata.asReadOnlyBuffer();
  }

  /** A view of its own for each caller. */
  @Override
  public ByteBuffer type() {
    return type.duplicate();
  }

  /** A view of its own for each caller. */
  @Override
  public ByteBuffer revision() {
    return revision.duplicate();
  }

  /** A view of its own for each caller. */
  @Override
  public ByteBuffer tags() {
    return tags.duplicate();
  }

  /** A view of its own for each caller. */
  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  /** A view of its own for each caller. */
  @Override
  public ByteBuffer metadata() {
    return metadata.duplicate();
  }
}
