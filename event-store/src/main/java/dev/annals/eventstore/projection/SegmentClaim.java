package dev.annals.eventstore.projection;

/**
 * The right to move a segment's position, until somebody else takes it and raises the epoch.
 *
 * @param position up to where the segment had come when it was claimed
 */
record SegmentClaim(int segment, long epoch, long position) {}
