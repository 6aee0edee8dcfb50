package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.local.lambda.Functions;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Custom resources: the function of the service token creates, updates and deletes them. */
final class CustomResourceProvider implements Provider {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int PATIENCE_SECONDS = 60;

  private final Services services;
  private final ResponseServer responses;

  CustomResourceProvider(Services services, ResponseServer responses) {
    this.services = services;
    this.responses = responses;
  }

  @Override
  public Properties properties() {
    return Properties.ANY;
  }

  @Override
  public Placed place(Request request) {
    Placed previous = request.previous();
    if (previous != null && !request.changed()) {
      return previous;
    }
    ObjectNode properties = texts(request.properties());
    JsonNode old = previous == null ? null : previous.properties();
    ObjectNode message = message(request, previous == null ? "Create" : "Update", properties);
    if (previous != null) {
      message.put("PhysicalResourceId", previous.ref());
      message.set("OldResourceProperties", old == null ? JSON.objectNode() : old);
    }
    JsonNode answer = ask(request, request.text("ServiceToken"), message);
    String id = answer.path("PhysicalResourceId").asText();
    if (id.isEmpty()) {
      throw request.problem("the function answered without a PhysicalResourceId");
    }
    if (previous != null && !previous.ref().equals(id)) {
      remove(request, previous);
    }
    ObjectNode data = JSON.objectNode();
    answer.path("Data").properties().forEach(e -> data.set(e.getKey(), e.getValue()));
    return new Placed(id, data, properties);
  }

  @Override
  public void remove(Request request, Placed placed) {
    JsonNode properties = placed.properties();
    if (properties != null) {
      ObjectNode message = message(request, "Delete", properties);
      message.put("PhysicalResourceId", placed.ref());
      ask(request, properties.path("ServiceToken").asText(), message);
    }
  }

  private ObjectNode message(Request request, String kind, JsonNode properties) {
    ObjectNode message = JSON.objectNode();
    message.put("RequestType", kind);
    message.put("StackId", request.stack().id());
    message.put("RequestId", UUID.randomUUID().toString());
    message.put("ResourceType", request.type());
    message.put("LogicalResourceId", request.logicalId());
    message.put("ServiceToken", properties.path("ServiceToken").asText());
    message.set("ResourceProperties", properties);
    return message;
  }

  private JsonNode ask(Request request, String function, ObjectNode message) {
    ResponseServer.Mailbox mailbox = responses.mailbox();
    message.put("ResponseURL", mailbox.url());
    JsonNode answer;
    try {
      services.functions().invoke(function, message);
      answer = mailbox.answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Functions.FunctionError e) {
      throw problem(request, function + " failed with " + e.errorType() + ": " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw problem(request, function + " returned without answering the ResponseURL", e);
    } catch (ExecutionException e) {
      throw problem(request, function + " answered nonsense", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem(request, "interrupted while waiting for " + function, e);
    }
    if (!answer.path("Status").asText().equals("SUCCESS")) {
      throw request.problem(
          message.path("RequestType").asText() + " failed: " + answer.path("Reason").asText());
    }
    return answer;
  }

  private static InvalidInputException problem(
      Request request, String what, @Nullable Throwable cause) {
    InvalidInputException problem = request.problem(what);
    if (cause != null) {
      problem.initCause(cause);
    }
    return problem;
  }

  /** CloudFormation hands every scalar over as text. */
  private static ObjectNode texts(ObjectNode properties) {
    return (ObjectNode) text(properties);
  }

  private static JsonNode text(JsonNode value) {
    if (value.isObject()) {
      ObjectNode object = JSON.objectNode();
      value.properties().forEach(e -> object.set(e.getKey(), text(e.getValue())));
      return object;
    }
    if (value.isArray()) {
      ArrayNode array = JSON.arrayNode();
      value.forEach(element -> array.add(text(element)));
      return array;
    }
    return JSON.textNode(value.asText());
  }
}
