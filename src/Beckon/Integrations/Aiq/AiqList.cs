using System.Globalization;
using System.Text.Json;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Aiq;

/// <summary>
/// One thing or many. AIQ does not publish how the calls for many wrap their list, so it may stand alone, under the name of what it lists, or under
/// <c>data</c>.
/// </summary>
public static class AiqList
{
    public static List<JsonElement> Of(JsonElement body, string name, int most, Faults faults)
    {
        if (body.ValueKind == JsonValueKind.Object)
        {
            if ((new Loose(body)[name] ?? new Loose(body)["data"]) is not { ValueKind: JsonValueKind.Array } list) return [body];
            body = list;
        }
        if (body.ValueKind != JsonValueKind.Array)
        {
            faults.Add("$", "This must be a JSON object, or a list of them.");
            return [];
        }
        var count = body.GetArrayLength();
        if (count > most)
        {
            faults.Add("$", string.Create(CultureInfo.InvariantCulture, $"There are {count} {name}; send at most {most} in one request."));
            return [];
        }
        if (count == 0) faults.Add("$", $"There are no {name} in this list.");
        return [.. body.EnumerateArray()];
    }
}
