package dev.annals.standalone;

/** Starts what the command line asks for. */
final class Annals {

  private Annals() {}

  public static void main(String[] args) {
    System.out.println("Annals");
  }
}
