package io.amcinsights.engine;

import io.amcinsights.core.error.LakeException;
import io.amcinsights.core.error.UnavailableException;
import java.util.function.Supplier;
import org.apache.iceberg.exceptions.CommitStateUnknownException;

/** Work on tables that may fail for reasons which are not ours. */
final class Asking {

  private Asking() {}

  /** What fails for a reason that is not ours may have taken effect or not. */
  static <T> T about(String what, Supplier<T> question) {
    try {
      return question.get();
    } catch (LakeException e) {
      throw e;
    } catch (CommitStateUnknownException e) {
      throw new UnavailableException(
          e, "%s may or may not have taken effect; repeating it is safe", what);
    } catch (RuntimeException e) {
      throw new UnavailableException(
          e, "%s failed: %s; repeating it is safe", what, String.valueOf(e.getMessage()));
    }
  }
}
