"""Asks python-dotenv 1.2, with which dbt-core 1.12 reads `.env`, what texts mean: python3 record-dot-env.py > dot-env.json"""
import io
import json
import os

from dotenv.main import DotEnv
TEXTS = [
 "A=1\nB=2", "A = 1", "  A=1", "export A=1", "export  A = b c  ", "A='x y'", "A=\"x y\"", "A='it\\'s'", "A=\"a\\nb\"", "A='a\\nb'",
 "A=\"say \\\"hi\\\"\"", "A=\"two\nlines\"\nB=1", "A='two\nlines'\nB=1", "A=x # note", "A=x# no note", "A=#x", "A= #x", "A= # x", "# note\nA=1", "   # note\nA=1",
 "A", "A\nB=1", "A=", "A=\nB=1", "A=\"\"", "A=''", "'A B'=1", "A=1\r\nB=2\r\n", "A=1\rB=2", "A=\"open\nB=1", "A='open\nB=1", "A=\"x\" y\nB=1", "A=\"x\" # note\nB=1",
 "=1\nB=2", "A=${HOME_OF}", "A=${MISSING}", "A=${MISSING:-else}", "A=${HOME_OF:-else}", "A=1\nB=${A}2", "B=${A}2\nA=1", "A='${HOME_OF}'", "A=$HOME_OF", "A=${HOME_OF}/${HOME_OF}",
 "HOME_OF=mine\nB=${HOME_OF}", "A=a=b", "A==b", "A=\"\\t\\\\\\z\"", "A='\\\\'", "A.B=1", "A-B=1", "1A=x", "A=\u00e4\u00f6", "A=x   ", "A=x\t#y", "A:1\nB=2", "A 1\nB=2", "export\nB=2", "export=1", "A=1 B=2",
 "A='x'y\nB=2", "A=`x`", "A=\"x\\\"", "A=${A:-${B}}", "A={}", "A=\"${HOME_OF}\"", "\n\n\nA=1\n\n", "A=1\nA=2", "A=1\n  B=2\n", "A=\"x\n#y\"\nB=1", "é=1", "A=\\n", "A=x\\ny", "A=a'b", "A=\"a'b\"", "A=a\"b\"",
 "!bad line here\nB=2", "a b c\n\nB=2", "A=1;B=2", "A= 'x' ", "A= \"x\" ", "A=${}", "A=${:-x}", "A=${X:y}", "A=${X-y}", "", "\n", "#", "A=1 ## two", "A=https://a.b/#c", "A=\"a\\'b\"", "A='a\\\"b'",
]
os.environ.clear(); os.environ.update({"HOME_OF": "home"})
answers = [{"text": t, "values": DotEnv(None, stream=io.StringIO(t, newline=""), override=False).dict()} for t in TEXTS]
print("[\n" + ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in answers) + "\n]")
