using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Beckon.Kernel;

/// <summary>What is wrong with a request, each fault named by the path of its value, such as <c>orders[3].totalCost</c>.</summary>
public sealed class Faults
{
    // A sender that got everything wrong does not need ten thousand sentences to see it.
    private const int Most = 200;

    private readonly Dictionary<string, List<string>> _byPath = new(StringComparer.Ordinal);

    public bool Any => _byPath.Count > 0;

    public bool None => _byPath.Count == 0;

    public void Add(string path, string sentence)
    {
        if (_byPath.TryGetValue(path, out var sentences)) sentences.Add(sentence);
        else if (_byPath.Count < Most) _byPath.Add(path, [sentence]);
    }

    public IDictionary<string, string[]> ToErrors() =>
        _byPath.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);

    /// <summary>RFC 9457 problem, status 400, with the <c>errors</c> map.</summary>
    public ValidationProblem ToProblem(string detail) =>
        TypedResults.ValidationProblem(ToErrors(), detail: detail, title: "The request has faults; nothing of it was stored.");
}
