using Microsoft.OpenApi;

namespace Beckon.Server;

/// <summary>
/// What the API answers leaves nothing out, so every member of a type that only occurs in answers is there. The generator cannot know this of members
/// with a default value, and clients would have to expect that they are missing.
/// </summary>
public static class AnswerSchemas
{
    // Problems are written by the framework, which leaves empty members out.
    private const string Problem = "ProblemDetails";

    public static void RequireAll(OpenApiDocument document)
    {
        var schemas = document.Components?.Schemas;
        if (schemas is null) return;
        var asked = Asked(document);
        foreach (var (name, schema) in schemas)
        {
            if (asked.Contains(name) || name.EndsWith(Problem, StringComparison.Ordinal)) continue;
            if (schema is OpenApiSchema { Properties: { } properties } answer) answer.Required = properties.Keys.ToHashSet(StringComparer.Ordinal);
        }
    }

    private static HashSet<string> Asked(OpenApiDocument document)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var operations = document.Paths.Values.Select(path => path.Operations).OfType<Dictionary<HttpMethod, OpenApiOperation>>().SelectMany(all => all.Values);
        var bodies = operations.Select(operation => operation.RequestBody?.Content).OfType<IDictionary<string, OpenApiMediaType>>();
        foreach (var body in bodies.SelectMany(all => all.Values)) Collect(body.Schema, names);
        return names;
    }

    private static void Collect(IOpenApiSchema? schema, HashSet<string> names)
    {
        if (schema is null) return;
        if (schema is OpenApiSchemaReference { Reference.Id: { } id } && !names.Add(id)) return;
        foreach (var part in Parts(schema)) Collect(part, names);
    }

    private static IEnumerable<IOpenApiSchema> Parts(IOpenApiSchema schema) =>
    [
        .. schema.Properties?.Values ?? [],
        .. schema.OneOf ?? [],
        .. schema.AnyOf ?? [],
        .. schema.AllOf ?? [],
        .. new[] { schema.Items, schema.AdditionalProperties }.OfType<IOpenApiSchema>(),
    ];
}
