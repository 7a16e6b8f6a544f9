package dev.annals.torture.campaign;

import java.util.Locale;

/** Tells on the error stream how far the campaign is. */
final class ProgressLine {

  private final CampaignOptions options;

  ProgressLine(CampaignOptions options) {
    this.options = options;
  }

  void say(int round, long appends, Kill kill) {
    say(
        String.format(
            Locale.ROOT,
            "round %d of %d, %,d of %,d appends decided; killed %s",
            round,
            options.rounds(),
            appends,
            options.appends(),
            kill.what()));
  }

  void say(String what) {
    System.err.println("torture: " + what);
  }
}
