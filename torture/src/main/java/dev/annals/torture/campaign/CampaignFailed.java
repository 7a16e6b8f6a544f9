package dev.annals.torture.campaign;

/** The log stood still, or a writer fell over: what no caller should ever have to see. */
final class CampaignFailed extends RuntimeException {

  CampaignFailed(String message) {
    super(message);
  }
}
