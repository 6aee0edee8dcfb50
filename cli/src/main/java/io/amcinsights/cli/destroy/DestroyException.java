package io.amcinsights.cli.destroy;

/** An uninstall that has to stop here; running it again goes on from there. */
public final class DestroyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public DestroyException(String message) {
    super(message);
  }
}
