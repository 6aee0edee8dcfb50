package io.amcinsights.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Names of runs, {@code {tenant}.{16 hexadecimal digits}}: the same request has the same name,
 * however often it is made. A name is also that of the run's execution of the state machine.
 */
public final class RunIds {

  private static final int BYTES = 8;

  private RunIds() {}

  /** The run for a time of a schedule. */
  public static String of(String tenant, String scheduleId, Instant fireTime) {
    return named(tenant, "schedule", scheduleId, Json.instant(fireTime));
  }

  /** The run for a caller's token. */
  public static String of(String tenant, String clientToken) {
    return named(tenant, "token", clientToken);
  }

  /**
   * Whose run it is.
   *
   * @throws InvalidInputException when it is no name of a run
   */
  public static String tenant(String runId) {
    int dot = runId.lastIndexOf('.');
    if (dot < 1) {
      throw new InvalidInputException("'%s' is no run. What there is: lake runs", runId);
    }
    return runId.substring(0, dot);
  }

  private static String named(String tenant, String... parts) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(String.join("\n", parts).getBytes(UTF_8));
      return tenant + "." + HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
