package io.amcinsights.local.asl;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The SDK's interface around the calls we have. The SDK's own defaults throw without a word; this
 * says which call is missing.
 */
final class RefusingClient implements InvocationHandler {

  private final LocalStepFunctions target;

  private RefusingClient(LocalStepFunctions target) {
    this.target = target;
  }

  static SfnClient around(LocalStepFunctions target) {
    return (SfnClient)
        Proxy.newProxyInstance(
            SfnClient.class.getClassLoader(),
            new Class<?>[] {SfnClient.class},
            new RefusingClient(target));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class || overridden(method)) {
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }
    if (conveniences(method)) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    throw new UnsupportedOperationException(
        "The local lake does not offer Step Functions " + method.getName());
  }

  private static boolean overridden(Method method) throws NoSuchMethodException {
    return LocalStepFunctions.class
            .getMethod(method.getName(), method.getParameterTypes())
            .getDeclaringClass()
        == LocalStepFunctions.class;
  }

  /** Defaults that only lead to the call proper: builders as lambdas, paginators. */
  private static boolean conveniences(Method method) {
    Class<?>[] types = method.getParameterTypes();
    return (types.length == 1 && types[0] == Consumer.class)
        || method.getName().endsWith("Paginator");
  }
}
