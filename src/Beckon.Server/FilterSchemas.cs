using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Beckon.Audiences.Language;
using Beckon.Flows;
using Beckon.Kernel;
using Microsoft.OpenApi;

namespace Beckon.Server;

/// <summary>
/// Describes the language of filters and flows. The generator loses what recurs within a type that holds itself; so the members of those types are listed here, from the
/// same description that reads and writes them.
/// </summary>
public static class FilterSchemas
{
    private static readonly JsonSerializerOptions Options = ApiJson.Apply(new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    private static readonly Type[] Tests = [typeof(TimeTest), typeof(NumberTest), typeof(ValueTest), typeof(PropertyTest), typeof(EventTest), typeof(Duration), typeof(Way), typeof(RandomShare)];
    private static readonly Type[] Kinds = [typeof(Filter), typeof(FlowTrigger), typeof(FlowStep)];
    private static readonly Type[] WordTypes =
        [typeof(TimeOp), typeof(TimeUnit), typeof(NumberOp), typeof(ValueOp), typeof(EventMeasure), typeof(OrderMeasure), typeof(ProfileAttribute), typeof(ItemStock), typeof(AudienceChange), typeof(DayOfWeek), typeof(Contacts.Channel), typeof(Contacts.ConsentStatus)];

    public static void Describe(OpenApiDocument document)
    {
        foreach (var type in WordTypes) Keep(document, type.Name, schema => DescribeWords(schema, type));
        foreach (var type in Tests) Keep(document, type.Name, schema => DescribeMembers(document, schema, type));
        foreach (var kind in Kinds)
        {
            foreach (var one in kind.GetCustomAttributes<JsonDerivedTypeAttribute>())
            {
                Keep(document, $"{kind.Name}{one.DerivedType.Name}", schema =>
                {
                    DescribeMembers(document, schema, one.DerivedType);
                    schema.Properties?["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create((string)one.TypeDiscriminator!)] };
                    schema.Required?.Add("type");
                });
            }
        }
    }

    private static void Keep(OpenApiDocument document, string name, Action<OpenApiSchema> describe)
    {
        if (document.Components?.Schemas?.TryGetValue(name, out var there) == true && there is OpenApiSchema known)
        {
            describe(known);
            return;
        }
        var schema = new OpenApiSchema();
        describe(schema);
        document.AddComponent(name, schema);
    }

    private static void DescribeWords(OpenApiSchema schema, Type type)
    {
        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonValue.Create(JsonNamingPolicy.SnakeCaseLower.ConvertName(name)))];
    }

    private static void DescribeMembers(OpenApiDocument document, OpenApiSchema schema, Type type)
    {
        var known = schema.Properties ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        schema.Type = JsonSchemaType.Object;
        schema.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        schema.Required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in Options.GetTypeInfo(type).Properties)
        {
            if (member.Get is null) continue;
            schema.Properties[member.Name] = MemberSchema(document, member, known.TryGetValue(member.Name, out var described) ? described.Description : null);
            if (member.AssociatedParameter is not null) schema.Required.Add(member.Name);
        }
    }

    private static IOpenApiSchema MemberSchema(OpenApiDocument document, JsonPropertyInfo member, string? description)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (ElementOf(type) is { } element)
            return new OpenApiSchema { Description = description, Type = Maybe(JsonSchemaType.Array, member), Items = Of(document, element) };
        var schema = Of(document, type);
        if (schema is OpenApiSchema own)
        {
            own.Description = description;
            own.Type = Maybe(own.Type ?? JsonSchemaType.Object, member);
            return own;
        }
        return member.IsGetNullable ? new OpenApiSchema { Description = description, OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, schema] } : schema;
    }

    private static IOpenApiSchema Of(OpenApiDocument document, Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => new OpenApiSchemaReference(type.Name, document),
        _ when type == typeof(TimeOnly) => new OpenApiSchema { Type = JsonSchemaType.String, Format = "time" },
        _ when type == typeof(Guid) => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
        TypeCode.String => new OpenApiSchema { Type = JsonSchemaType.String },
        TypeCode.Boolean => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        TypeCode.Int32 => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
        TypeCode.Decimal => new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" },
        _ => new OpenApiSchemaReference(type.Name, document),
    };

    private static JsonSchemaType Maybe(JsonSchemaType type, JsonPropertyInfo member) => member.IsGetNullable ? type | JsonSchemaType.Null : type;

    private static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;
}
