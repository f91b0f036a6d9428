using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Beckon.Kernel;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.OpenApi;

namespace Beckon.Server;

/// <summary>The OpenAPI document at <c>/openapi.json</c>, the same on every machine; the dashboard's types are made from it.</summary>
public static class ApiDocument
{
    private const string Name = "openapi";

    // The doors speak what other products prescribe, and those describe it.
    private const string Described = "api/";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = route => route.RelativePath?.StartsWith(Described, StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            Introduce(document);
            EventSchemas.Describe(document);
            FilterSchemas.Describe(document);
            DescribeDays(document);
            AnswerSchemas.RequireAll(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            // Handlers that take a record of query values would show its members' own spelling.
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? []) parameter.Name = CamelCase(parameter.Name);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            NameValues(schema, context.JsonTypeInfo);
            NameChoices(schema, context.ParameterDescription?.ParameterDescriptor);
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/{documentName}.json");

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new() { Title = "Beckon", Version = "1", Description = "Callers are a signed-in browser or a program with an API key." };
        // The address of this machine is no part of the interface.
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key." },
            ["session"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = Accounts.SessionCookie.Name,
                Description = "A signed-in browser.",
            },
        };
    }

    // Where one of several types has a day that may be missing, the generator refers to a schema that it forgets to write.
    private static void DescribeDays(OpenApiDocument document) =>
        document.Components?.Schemas?.TryAdd(nameof(DateOnly), new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" });

    // The generator leaves out that words are strings, and knows nothing of the words of a set of flags, of which the API only ever shows single ones.
    private static void NameValues(OpenApiSchema schema, JsonTypeInfo type)
    {
        var kind = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (!kind.IsEnum) return;
        schema.Type = kind == type.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        if (kind == typeof(Accounts.Permission))
            schema.Enum = [.. Accounts.PermissionSets.List(Accounts.PermissionSets.All).Select(one => (JsonNode)JsonValue.Create(Words.Of(one)))];
    }

    private static string? CamelCase(string? name) => name is null ? null : JsonNamingPolicy.CamelCase.ConvertName(name);

    // A word in a query: what [Choices] lists.
    private static void NameChoices(OpenApiSchema schema, ParameterDescriptor? parameter)
    {
        if (parameter is not IParameterInfoParameterDescriptor { ParameterInfo: var info }) return;
        if (info.GetCustomAttributes(typeof(ChoicesAttribute), inherit: true) is not [ChoicesAttribute choices]) return;
        schema.Enum = [.. choices.Words.Select(word => (JsonNode)JsonValue.Create(word))];
    }
}
