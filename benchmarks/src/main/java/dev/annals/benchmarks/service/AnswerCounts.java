package dev.annals.benchmarks.service;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What commands were answered. Thread-safe. */
public final class AnswerCounts {

  private static final int SIGNIFICANT_DIGITS = 3;

  private final LongAdder unavailable = new LongAdder();
  private final Map<String, LongAdder> others = new ConcurrentHashMap<>();
  private final Recorder acceptedNanos = new Recorder(SIGNIFICANT_DIGITS);
  private final Recorder rejectedNanos = new Recorder(SIGNIFICANT_DIGITS);

  /** Whether the command was accepted. */
  boolean count(HttpResponse<String> answer, long tookNanos) {
    if (answer.statusCode() == 201) {
      acceptedNanos.recordValue(tookNanos);
      return true;
    }
    if (isRejection(answer)) {
      rejectedNanos.recordValue(tookNanos);
      unavailable.add(answer.body().contains("/problems/unavailable") ? 1 : 0);
    } else {
      other("%d %s".formatted(answer.statusCode(), answer.body()));
    }
    return false;
  }

  /** Nothing stored, and told when to come back. */
  private static boolean isRejection(HttpResponse<String> answer) {
    return answer.statusCode() == 503
        && !answer.body().contains("/problems/outcome-unknown")
        && answer.headers().firstValue("Retry-After").isPresent();
  }

  /** Counts what should not have been. */
  void other(String what) {
    others.computeIfAbsent(what, _ -> new LongAdder()).increment();
  }

  /** How many of the rejected were told that the log does not answer, not that it is too much. */
  public long unavailable() {
    return unavailable.sum();
  }

  /** Whatever else was answered, or happened instead of an answer, and how often. */
  public Map<String, Long> others() {
    var sums = new TreeMap<String, Long>();
    others.forEach((what, count) -> sums.put(what, count.sum()));
    return sums;
  }

  /** How long the accepted took since this was last asked for. */
  public Histogram acceptedNanos() {
    return acceptedNanos.getIntervalHistogram();
  }

  /** How long the rejected took since this was last asked for. */
  public Histogram rejectedNanos() {
    return rejectedNanos.getIntervalHistogram();
  }
}
