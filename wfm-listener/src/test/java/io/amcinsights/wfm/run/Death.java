package io.amcinsights.wfm.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;

/** Ends a process before or after any call, as often as it is told to. */
final class Death {

  /** The process is gone. No exception that anybody would handle. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1;
  }

  private final Random random;
  private final double probability;
  private boolean over;

  Death(Random random, double probability) {
    this.random = random;
    this.probability = probability;
  }

  /** From now on nobody dies. */
  void end() {
    over = true;
  }

  private void strike() {
    if (!over && random.nextDouble() < probability) {
      throw new Died();
    }
  }

  /** The same with death before and after each call. */
  <T> T around(Class<T> type, T there) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              strike();
              Object answer;
              try {
                answer = method.invoke(there, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              strike();
              return answer;
            });
    return type.cast(proxy);
  }
}
