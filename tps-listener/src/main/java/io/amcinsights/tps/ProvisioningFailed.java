package io.amcinsights.tps;

/** A tenant that cannot be what its record says, with the reason its record shall show. */
public final class ProvisioningFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says why. */
  public ProvisioningFailed(String reason) {
    super(reason);
  }

  /** For people. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
