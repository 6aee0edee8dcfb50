package io.amcinsights.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;

/** One instance of a handler class, called as Lambda calls it: bytes in, bytes out. */
interface Handler {

  byte[] call(byte[] event, Context context) throws Exception;

  /**
   * Constructs a handler.
   *
   * @param className as in the template
   */
  static Handler construct(String className, FunctionContext context) {
    Object instance;
    try {
      instance =
          Class.forName(className).getConstructor(FunctionContext.class).newInstance(context);
    } catch (ClassNotFoundException e) {
      throw new InvalidInputException(
          e, "Handler class %s is not on the class path of the local lake", className);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new InvalidInputException(
          e, "Handler class %s needs a public constructor taking a FunctionContext", className);
    }
    if (instance instanceof RequestStreamHandler stream) {
      return ofStream(stream);
    }
    if (instance instanceof RequestHandler<?, ?> handler) {
      return ofEvents(handler);
    }
    throw new InvalidInputException(
        "Handler class %s is neither a RequestStreamHandler nor a RequestHandler", className);
  }

  private static Handler ofStream(RequestStreamHandler handler) {
    return (event, context) -> {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      handler.handleRequest(new ByteArrayInputStream(event), answer, context);
      return answer.toByteArray();
    };
  }

  private static <I, O> Handler ofEvents(RequestHandler<I, O> handler) {
    PojoSerializer<Object> input = serializer(eventType(handler.getClass()));
    return (event, context) -> {
      @SuppressWarnings("unchecked") // The type comes from the handler's own declaration.
      I request = (I) input.fromJson(new ByteArrayInputStream(event));
      O response = handler.handleRequest(request, context);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      if (response != null) {
        serializer(response.getClass()).toJson(response, answer);
      }
      return answer.toByteArray();
    };
  }

  private static Class<?> eventType(Class<?> handler) {
    for (Class<?> type = handler; type != null; type = type.getSuperclass()) {
      for (Type declared : type.getGenericInterfaces()) {
        if (declared instanceof ParameterizedType parameterized
            && parameterized.getRawType() == RequestHandler.class
            && parameterized.getActualTypeArguments()[0] instanceof Class<?> event) {
          return event;
        }
      }
    }
    throw new InvalidInputException(
        "Handler class %s does not say which event it takes; it implements %s",
        handler.getName(), Arrays.toString(handler.getGenericInterfaces()));
  }

  @SuppressWarnings("unchecked") // Lambda's serializers are looked up by the value's own class.
  private static PojoSerializer<Object> serializer(Class<?> type) {
    return (PojoSerializer<Object>)
        (LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
            ? LambdaEventSerializers.serializerFor(type, Handler.class.getClassLoader())
            : JacksonFactory.getInstance().getSerializer(type));
  }
}
