using System.Text.Json.Nodes;
using Beckon.Events.Catalogue;
using Beckon.Integrations.EventsApi;
using Microsoft.OpenApi;

namespace Beckon.Server;

/// <summary>
/// Describes each event of the catalogue as a schema of its own, and the body of <c>POST /api/events</c> as one of these, told apart by the name.
/// Any other name is a custom event, with properties of the sender's choice.
/// </summary>
public static class EventSchemas
{
    private const string Path = "/api/events";
    private const string Custom = "CustomEvent";
    private const string Any = "SentEvent";

    public static void Describe(OpenApiDocument document)
    {
        if (document.Paths is null || !document.Paths.TryGetValue(Path, out var path) || path.Operations is not { } operations) return;
        if (operations.GetValueOrDefault(HttpMethod.Post)?.RequestBody?.Content is not { } contents) return;
        // Beckon's own events cannot be sent.
        var types = EventCatalogue.All.Where(type => !type.IsOwn).ToList();
        foreach (var type in types) document.AddComponent(NameOf(type), Schema(type, document));
        document.AddComponent(Custom, CustomSchema(types, document));
        document.AddComponent(Any, AnySchema(types, document));
        foreach (var content in contents.Values) content.Schema = OneOrMany(document);
    }

    /// <summary><c>ViewedProductEvent</c> for <c>viewed_product</c>, <c>OrderStatusInProgressEvent</c> for <c>orderIN_PROGRESS</c>.</summary>
    private static string NameOf(EventType type)
    {
        var name = type.Group == EventGroup.OrderStatus ? $"order_status_{type.Name["order".Length..].ToLowerInvariant()}" : type.Name;
        return string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Event";
    }

    private static OpenApiSchema OneOrMany(OpenApiDocument document) => new()
    {
        OneOf =
        [
            new OpenApiSchemaReference(Any, document),
            new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                MaxItems = NativeEvents.MostEvents,
                Items = new OpenApiSchemaReference(Any, document),
            },
        ],
    };

    private static OpenApiSchema AnySchema(List<EventType> types, OpenApiDocument document) => new()
    {
        Description = "An event of the catalogue or a custom one. What does not fit the catalogue is taken, and carries a warning.",
        OneOf = [.. types.Select(NameOf).Append(Custom).Select(name => new OpenApiSchemaReference(name, document))],
    };

    private static OpenApiSchema Schema(EventType type, OpenApiDocument document) => With(document, new()
    {
        Description = type.Sentence,
        Type = JsonSchemaType.Object,
        Properties = Members(type),
        Required = new HashSet<string>(Needed(type), StringComparer.Ordinal),
    });

    private static OpenApiSchema CustomSchema(List<EventType> types, OpenApiDocument document) => With(document, new()
    {
        Description = "An event of your own. What its properties are is learnt as they arrive.",
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["event"] = new OpenApiSchema { Not = new OpenApiSchema { Enum = [.. types.Select(type => (JsonNode)JsonValue.Create(type.Name))] } },
        },
    });

    private static OpenApiSchema With(OpenApiDocument document, OpenApiSchema own) => new()
    {
        Description = own.Description,
        AllOf = [new OpenApiSchemaReference(nameof(NativeEventBody), document), own],
    };

    private static Dictionary<string, IOpenApiSchema> Members(EventType type)
    {
        var members = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["event"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [type.Name] },
        };
        if (type.Statuses.Count > 0)
            members["status"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. type.Statuses.Select(one => (JsonNode)JsonValue.Create(one))] };
        if (type.Properties.Count == 0) return members;
        members["properties"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = type.Properties.ToDictionary(one => one.Name, Schema, StringComparer.Ordinal),
            Required = new HashSet<string>(type.Properties.Where(one => one.NeededFor is not null).Select(one => one.Name), StringComparer.Ordinal),
        };
        return members;
    }

    private static IEnumerable<string> Needed(EventType type)
    {
        yield return "event";
        if (type.Statuses.Count > 0) yield return "status";
        if (type.Cart == Carried.Required) yield return "cart";
        if (type.Order == Carried.Required) yield return "order";
        if (type.Properties.Any(one => one.NeededFor is not null)) yield return "properties";
    }

    private static IOpenApiSchema Schema(PropertyType type)
    {
        var schema = new OpenApiSchema
        {
            Type = TypeOf(type.Kind),
            Format = FormatOf(type.Kind),
            Description = type.Unit is { } unit ? $"{type.Sentence} In {unit}." : type.Sentence,
            Examples = JsonNode.Parse(type.Example) is { } example ? [example] : null,
        };
        if (type.Kind is PropertyKind.Money or PropertyKind.Quantity) schema.Minimum = "0";
        if (type.Kind == PropertyKind.List) schema.Items = new OpenApiSchema();
        if (type.Choices.Count > 0) schema.Enum = [.. type.Choices.Select(one => (JsonNode)JsonValue.Create(one))];
        return schema;
    }

    private static JsonSchemaType TypeOf(PropertyKind kind) => kind switch
    {
        PropertyKind.Text or PropertyKind.Time or PropertyKind.Day or PropertyKind.Url => JsonSchemaType.String,
        PropertyKind.Id or PropertyKind.Amount => JsonSchemaType.String | JsonSchemaType.Number,
        PropertyKind.Number or PropertyKind.Money or PropertyKind.Quantity => JsonSchemaType.Number,
        PropertyKind.Flag => JsonSchemaType.Boolean,
        PropertyKind.List => JsonSchemaType.Array,
    };

    private static string? FormatOf(PropertyKind kind) => kind switch
    {
        PropertyKind.Time => "date-time",
        PropertyKind.Day => "date",
        PropertyKind.Url => "uri",
        _ => null,
    };
}
