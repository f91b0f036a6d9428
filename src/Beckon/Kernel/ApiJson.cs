using System.Text.Json;
using System.Text.Json.Serialization;

namespace Beckon.Kernel;

/// <summary>
/// How <c>/api</c> writes JSON: camelCase names, enums as lower-case words with underscores, nothing left out. What a request record
/// declares neither nullable nor with a default value must be there, else the answer is a problem that names it.
/// </summary>
public static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Apply(new(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        // A number in quotes is refused rather than guessed, which also keeps numbers plain numbers in the OpenAPI document.
        options.NumberHandling = JsonNumberHandling.Strict;
        // A sender writes the properties of an object in any order, and the database in its own.
        options.AllowOutOfOrderMetadataProperties = true;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        return options;
    }
}
