package io.amcinsights.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Makes a partial client say which of its methods is missing, instead of failing without a word.
 */
final class Refusing {

  private Refusing() {}

  /** The client; methods its class leaves to the SDK's defaults are refused by name. */
  static <T> T wrap(Class<T> type, T client) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                Throwable cause = e.getCause();
                if (cause instanceof UnsupportedOperationException && cause.getMessage() == null) {
                  throw new UnsupportedOperationException(
                      "The local lake does not answer %s.%s; add it to %s or run this against AWS"
                          .formatted(
                              type.getSimpleName(),
                              method.getName(),
                              client.getClass().getSimpleName()),
                      cause);
                }
                throw cause == null ? e : cause;
              }
            });
    return type.cast(proxy);
  }
}
