package io.amcinsights.tps;

import io.amcinsights.core.error.UnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Ends the process at one call of all that are made, before or after that call took effect. */
final class Crashes {

  private int calls;
  private int at = -1;
  private boolean after;

  /** The call of this number is the last. */
  void at(int call, boolean takesEffect) {
    calls = 0;
    at = call;
    after = takesEffect;
  }

  void never() {
    at = -1;
  }

  int calls() {
    return calls;
  }

  <T> T around(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.isDefault() || method.getDeclaringClass() == Object.class) {
                return method.isDefault()
                    ? java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, arguments)
                    : method.invoke(real, arguments);
              }
              boolean now = calls++ == at;
              if (now && !after) {
                throw new UnavailableException("Killed before %s", method.getName());
              }
              try {
                Object answer = method.invoke(real, arguments);
                if (now) {
                  throw new UnavailableException("Killed after %s", method.getName());
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
